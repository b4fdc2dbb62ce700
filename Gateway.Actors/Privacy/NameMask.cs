namespace Gateway.Actors.Privacy;

/// <summary>Names as lists and the feed show them.</summary>
public static class NameMask
{
    /// <summary>The first character, a star for each of the others: <c>张**</c>.</summary>
    public static string Of(string name)
    {
        var shown = StringInfo.GetNextTextElementLength(name);
        return name.Length == 0 ? "" : name[..shown] + new string('*', new StringInfo(name).LengthInTextElements - 1);
    }
}
