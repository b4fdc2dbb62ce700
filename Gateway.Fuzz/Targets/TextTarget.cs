using Gateway.Codec.Bodies;
using Gateway.Edge.DeviceHttp.Registrations;
using Gateway.Fuzz.Engine;
using Gateway.Platform.Import;

namespace Gateway.Fuzz.Targets;

/// <summary>Small texts of people and firmware: times (D10), periods of ID cards (§4), rows of CSV files.</summary>
internal sealed class TextTarget : IFuzzTarget
{
    private static readonly string[] Texts =
    [
        "", "2026-03-01 08:00:00", "2026/3/1 8:0:0", "20260301080000", "2026-03-01T08:00:00Z", "0000-00-00 00:00:00", "2016.01.01-2036.01.01", "20160101-长期",
        "a,b,c", "\"a\"\"b\",c,\"\"", "\"", "smz-a03,l8iTgWXT,attendance,\"North, gate\",site,standard,a;b,true"
    ];

    public string Name => "texts";

    public IEnumerable<byte[]> Seeds => Texts.Select(Encoding.UTF8.GetBytes);

    public IReadOnlyList<byte[]> Words { get; } = [.. new[] { "\"", "\"\"", ",", "2026", "-02-29", " 24:00:00", ".", "长期", "\u0000", "９" }.Select(Encoding.UTF8.GetBytes)];

    public int Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        var result = new HashCode();
        result.Add(DeviceTime.TryParse(input, out var local));
        if (DeviceTime.TryParse(text, out var same) && DeviceTime.TryParse(DeviceTime.Format(same), out var again) && again != same)
            throw new PropertyBrokenException("a time that is another when written");
        result.Add(local.Year);
        result.Add(CardPeriod.Read(text, out _)?.Length);
        var fields = new List<string>();
        result.Add(CsvLine.Split(text, fields)?.Length);
        result.Add(Math.Min(fields.Count, 20));
        return result.ToHashCode();
    }
}
