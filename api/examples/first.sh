# The figures of one indicator in every village of a commune, one month.
curl --silent --show-error --fail \
  'https://so.example.vn/api/v1/observations?indicator=vneid-level2&within=tra-cau&period=2026-09&limit=3&fields=locality,value,status'
