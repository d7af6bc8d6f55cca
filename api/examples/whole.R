# A whole table as NDJSON: what ends without its last line, the trailer, was cut off.
library(jsonlite)

lines <- readLines(url("https://so.example.vn/api/v1/observations.ndjson?within=tra-cau&indicator=vneid-level2"))
trailer <- fromJSON(tail(lines, 1))$trailer
rows <- stream_in(textConnection(head(lines, -1)), verbose = FALSE)
if (is.null(trailer) || trailer$rows != nrow(rows)) stop("cut off: fetch it again")
cat("whole:", nrow(rows), "rows\n")
