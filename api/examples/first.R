# The figures of one indicator in every village of a commune, one month. Needs the package jsonlite.
library(jsonlite)

asked <- "indicator=vneid-level2&within=tra-cau&period=2026-09"
found <- fromJSON(paste0("https://so.example.vn/api/v1/observations?", asked))

cat(found$total, "villages\n")
print(table(found$data$status))
print(head(found$data[, c("locality", "numerator", "denominator", "value", "status")], 3))
