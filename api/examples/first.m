// Excel: Data › Get Data › From Other Sources › Blank Query › Advanced Editor. Rows of the API as a table.
let
    Source = Csv.Document(
        Web.Contents(
            "https://so.example.vn",
            [
                RelativePath = "api/v1/observations.csv",
                Query = [indicator = "vneid-level2", within = "tra-cau", period = "2026-09"]
            ]
        ),
        [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
    ),
    Rows = Table.PromoteHeaders(Source, [PromoteAllScalars = true]),
    // An empty cell is null and stays null: the column status says why there is no value.
    Blanks = Table.ReplaceValue(Rows, "", null, Replacer.ReplaceValue, {"numerator", "denominator", "value"}),
    Typed = Table.TransformColumnTypes(
        Blanks,
        {{"locality", type text}, {"numerator", Int64.Type}, {"denominator", Int64.Type}, {"value", type number}},
        "en-US"
    )
in
    Typed
