"""Made-up clients to practise and measure with; none of them exists."""
