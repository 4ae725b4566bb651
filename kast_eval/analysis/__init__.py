"""The study's own questions, computed in one way for every clinic and researcher."""
