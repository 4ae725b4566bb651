"""Whether what was keyed can be trusted: checks across sheets, and figures of how it was keyed."""
