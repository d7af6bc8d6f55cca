# A table for R: codes are text; where value is NA, status says why, and zero is zero.
portal <- "https://so.example.vn/api/v1"
figures <- read.csv(paste0(portal, "/observations.csv?within=tra-cau&period=2026-09"),
                    colClasses = c(locality = "character"), encoding = "UTF-8")
print(table(figures$status))
withheld <- figures[figures$status == "withheld", ]
cat(nrow(withheld), "withheld;", sum(!is.na(withheld$value)), "of them with a value\n")
