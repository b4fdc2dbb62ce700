using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Rosters;

/// <summary>
/// What the statements about rosters have in common. The aliases are <c>d</c> for a device, <c>r</c> for a row of the roster, <c>x</c> for what a terminal reported.
/// </summary>
internal static class RosterSql
{
    /// <summary>A terminal to which persons are sent; which of them, the roster says.</summary>
    public const string IsTerminal = "d.kind = 'attendance' AND d.enabled";

    /// <summary>A terminal that should have the person of the row, if he is valid today.</summary>
    public const string IsWanted =
        IsTerminal + " AND (r.device_tag IS NULL OR EXISTS (SELECT 1 FROM device_tags t WHERE t.sn = d.sn AND t.tag = r.device_tag))";

    /// <summary>The person of the row is valid on the day <c>@today</c>.</summary>
    public const string IsValid = "(r.valid_from IS NULL OR r.valid_from <= @today) AND (r.valid_until IS NULL OR r.valid_until >= @today)";

    /// <summary>
    /// What a terminal has, seen from what is wanted now: a change of a roster counts at once, not only when it is looked at. Needs a row <c>r</c> of the same site and person, or
    /// none, and <c>@today</c>. Who is foreign stays so while the roster does not want him there.
    /// </summary>
    public const string State =
        $"""
        CASE WHEN x.state = 'present' AND r.user_id IS NULL AND x.site IS NOT NULL THEN 'removing'
        WHEN x.state = 'present' AND r.person_ref <> x.reported_ref THEN 'pending'
        WHEN x.state = 'foreign' AND r.user_id IS NOT NULL AND {IsValid}
            AND (r.device_tag IS NULL OR EXISTS (SELECT 1 FROM device_tags t WHERE t.sn = x.sn AND t.tag = r.device_tag)) THEN 'pending'
        ELSE x.state END
        """;

    /// <summary>A terminal that takes the persons with the tag <c>@tag</c>; empty: those without one.</summary>
    public const string Takes = IsTerminal + " AND (@tag = '' OR EXISTS (SELECT 1 FROM device_tags t WHERE t.sn = d.sn AND t.tag = @tag))";

    /// <summary>Whether the text has the parameter in it, letter for letter.</summary>
    public static string Has(this DataConnection db, string text, string parameter) => db.IsSqlite() ? $"instr({text}, @{parameter}) > 0" : $"strpos({text}, @{parameter}) > 0";
}
