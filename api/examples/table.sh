# A table as CSV (UTF-8). The files of a dataset version have one for Excel too, with a byte order mark.
curl --silent --fail --output villages.csv \
  'https://so.example.vn/api/v1/observations.csv?within=tra-cau&period=2026-09&sort=-value&fields=locality,indicator,value,status'
head -n 1 villages.csv
