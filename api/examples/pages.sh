# The address of the next page also stands in the header Link.
curl --silent --fail --dump-header - --output /dev/null \
  'https://so.example.vn/api/v1/tasks?commune=tra-cau&limit=20' | grep -i '^link:'
