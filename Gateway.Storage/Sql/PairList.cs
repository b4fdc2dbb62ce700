using System.Data.Common;
using LinqToDB.Data;

namespace Gateway.Storage.Sql;

/// <summary>A list of pairs of texts as a table <c>k</c> with the columns <c>a</c> and <c>b</c>: one constant text however many pairs there are.</summary>
internal static class PairList
{
    /// <summary>For a FROM clause.</summary>
    public static string Pairs(this DataConnection db) =>
        db.IsSqlite() ? "(SELECT value ->> 0 AS a, value ->> 1 AS b FROM json_each(@pairs)) k" : "unnest(@pairs_a, @pairs_b) AS k(a, b)";

    /// <summary>The parameters of <see cref="Pairs"/>.</summary>
    public static DbCommand WithPairs(this DbCommand command, DataConnection db, IReadOnlyCollection<(string A, string B)> pairs) => db.IsSqlite()
        ? command.With("pairs", JsonSerializer.Serialize(pairs.Select(pair => new[] { pair.A, pair.B })))
        : command.With("pairs_a", pairs.Select(pair => pair.A).ToArray()).With("pairs_b", pairs.Select(pair => pair.B).ToArray());
}
