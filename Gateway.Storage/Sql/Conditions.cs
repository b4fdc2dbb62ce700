using System.Data.Common;

namespace Gateway.Storage.Sql;

/// <summary>The WHERE of a list: a filter that was not given takes no part in it.</summary>
internal sealed class Conditions(DbCommand command)
{
    private readonly List<string> _texts = [];

    /// <summary>All of them, joined by AND.</summary>
    public string Text => string.Join(" AND ", _texts);

    /// <param name="value">Null: not asked for.</param>
    public void Add(string condition, string parameter, object? value)
    {
        if (value is null) return;
        _texts.Add(condition);
        command.With(parameter, value);
    }

    /// <summary>Unix milliseconds of a bound: one between two milliseconds belongs to the later one, inclusive and exclusive alike.</summary>
    public static long? Ceiling(DateTimeOffset? bound)
    {
        if (bound is not { } time) return null;
        var floor = time.ToUnixTimeMilliseconds();
        return DateTimeOffset.FromUnixTimeMilliseconds(floor) < time ? floor + 1 : floor;
    }
}
