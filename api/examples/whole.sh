# A whole table as NDJSON, and the proof that it is whole: the last line has the number of rows and their SHA-256.
curl --silent --fail --output observations.ndjson \
  'https://so.example.vn/api/v1/observations.ndjson?within=tra-cau&indicator=vneid-level2'

told=$(tail -n 1 observations.ndjson | sed -n 's/.*"sha256":"\([0-9a-f]*\)".*/\1/p')
found=$(head -n -1 observations.ndjson | sha256sum | cut -d ' ' -f 1)
if [ -n "$told" ] && [ "$told" = "$found" ]; then echo "whole"; else echo "cut off: fetch it again"; exit 1; fi
