namespace Gateway.Tests.WebConsole.Browser.City;

/// <summary>A site of the little city in which the console is tried and pictured.</summary>
/// <param name="Gates">Terminals with a list of persons.</param>
/// <param name="Persons">In its roster.</param>
/// <param name="Came">How many of them have clocked in today by half past six.</param>
/// <param name="Usual">How many of them have by then on an ordinary day.</param>
internal sealed record CitySite(string Code, string Name, string Region, int Gates, int Persons, int Came, int Usual)
{
    /// <summary>Persons whose photos some of its gates refuse, the last of its roster.</summary>
    public int Refused { get; init; }

    /// <summary>Gates that refuse them, the last ones.</summary>
    public int RefusingGates { get; init; }

    /// <summary>All of its gates go at the same moment, and stay away.</summary>
    public bool IsCutOff { get; init; }

    /// <summary>Its last gate's clock is stuck.</summary>
    public bool HasStuckClock { get; init; }

    /// <summary>A number of its own, from 1: its persons' numbers begin with it.</summary>
    public int Number { get; init; }

    public IEnumerable<string> Sns => Enumerable.Range(1, Gates).Select(Sn);

    public string Sn(int gate) => string.Create(CultureInfo.InvariantCulture, $"{Code}-{gate:D2}");

    /// <summary>Person <paramref name="index"/> of its roster, from 0.</summary>
    public string UserId(int index) => index >= Persons - Refused
        ? string.Create(CultureInfo.InvariantCulture, $"9{Number:D2}{index:D3}")
        : string.Create(CultureInfo.InvariantCulture, $"1{Number:D2}{index:D3}");

    public static string GateName(int gate)
    {
        ReadOnlySpan<string> sides = ["北门", "东门", "西门", "南门"];
        return string.Create(CultureInfo.InvariantCulture, $"{sides[(gate - 1) / 2 % sides.Length]} {((gate - 1) % 2) + 1} 号机");
    }

    public bool Refuses(int gate) => Refused > 0 && gate > Gates - RefusingGates;
}
