"""The code key, for clinics that keep it in the computer: apart from everything else."""
