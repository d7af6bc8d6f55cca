# Every row of a collection, page by page: `next` is followed as it is until it is null.
library(jsonlite)

portal <- "https://so.example.vn"
address <- "/api/v1/tasks?commune=tra-cau&fields=id,state&limit=20"
pages <- list()
while (!is.null(address)) {
  page <- fromJSON(paste0(portal, address))
  pages <- append(pages, list(page$data))
  address <- page$`next`
}
tasks <- do.call(rbind, pages)
cat(nrow(tasks), "tasks,", length(unique(tasks$id)), "different ones\n")
