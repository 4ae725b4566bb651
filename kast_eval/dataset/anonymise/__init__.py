"""The anonymisation core: who could be recognised in data that leave, and what removes that.

Pure functions from frozen dataclasses to frozen dataclasses. The definitions are those of the
literature, named in the docstrings; `manual/decisions/anonymisation-core.md` says what was chosen
between them.
"""
