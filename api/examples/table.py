# A table for pandas: codes are text; where value is empty (NaN), status says why, and zero is zero.
import pandas as pd

portal = "https://so.example.vn/api/v1"
figures = pd.read_csv(f"{portal}/observations.csv?within=tra-cau&period=2026-09", dtype={"locality": str})
places = pd.read_csv(f"{portal}/localities.csv?parent=tra-cau&fields=code,name", dtype=str)

named = figures.merge(places, left_on="locality", right_on="code")
print(named.pivot_table(index="status", values="indicator", aggfunc="count"))

withheld = named[named["status"] == "withheld"]
print(len(withheld), "withheld;", int(withheld["value"].notna().sum()), "of them with a value")
