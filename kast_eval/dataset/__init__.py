"""What leaves the study: coded rows and their codebook."""
