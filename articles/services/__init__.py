"""What is done to the bibliography: writes of more than one row, each in a transaction."""
