# A figure as it was published up to a day; the newest one stands at the same address without as_of.
curl --silent --fail \
  'https://so.example.vn/api/v1/observations/vneid-level2/tra-cau/2026-05?as_of=2026-07-31'
