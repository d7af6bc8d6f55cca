// Excel: the same table with the names of the villages beside their codes.
let
    Portal = "https://so.example.vn",
    Read = (path as text, asked as record) as table =>
        Table.PromoteHeaders(
            Csv.Document(
                Web.Contents(Portal, [RelativePath = path, Query = asked]),
                [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
            ),
            [PromoteAllScalars = true]
        ),
    Figures = Read(
        "api/v1/observations.csv",
        [
            indicator = "vneid-level2",
            within = "tra-cau",
            period = "2026-09",
            fields = "locality,value,status,illustrative"
        ]
    ),
    Places = Read("api/v1/localities.csv", [parent = "tra-cau", fields = "code,name"]),
    Joined = Table.NestedJoin(Figures, {"locality"}, Places, {"code"}, "place", JoinKind.LeftOuter),
    Named = Table.ExpandTableColumn(Joined, "place", {"name"})
in
    Named
