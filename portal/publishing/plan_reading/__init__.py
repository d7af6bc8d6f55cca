"""The lines of a plan's document as the rows of a draft, by rules: outline, targets with indicators, tasks, duties."""
