# Fetch only what changed: curl keeps the validator and sends it back; 304 means that you have it already.
address='https://so.example.vn/api/v1/observations?indicator=vneid-level2&locality=tra-cau'
curl --silent --fail --etag-save kept.etag --output kept.json "$address"
curl --silent --etag-compare kept.etag --output again.json --write-out '%{http_code}\n' "$address"
