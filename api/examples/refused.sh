# What is wrong stands in the answer; here the name of a parameter.
curl --silent 'https://so.example.vn/api/v1/observations?perod=2026-09&lang=en'
