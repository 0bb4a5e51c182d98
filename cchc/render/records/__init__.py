"""What records say, in the words that several reports have: a tally, a rollup, the plan's pages."""
