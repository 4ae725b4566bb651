"""Who, where, when: sites, client codes, time points."""
