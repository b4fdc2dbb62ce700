using System.Xml.Linq;
using Gateway.WebConsole.Parts;
using OxyPlot;

namespace Gateway.WebConsole.Charts;

/// <summary>
/// What OxyPlot writes, as the console needs it: colours by the names of the style sheet, no styles in attributes, no numbers that two charts of a page would share, and of its own
/// size.
/// </summary>
internal static class ChartMarkup
{
    /// <summary>The page's own.</summary>
    public const string Font = "inherit";

    public static readonly OxyColor Ink = OxyColor.FromRgb(1, 1, 1);
    public static readonly OxyColor Dim = OxyColor.FromRgb(1, 1, 2);
    public static readonly OxyColor Edge = OxyColor.FromRgb(1, 1, 3);
    public static readonly OxyColor Line = OxyColor.FromRgb(1, 1, 4);
    public static readonly OxyColor Band = OxyColor.FromRgb(1, 1, 5);
    private static readonly OxyColor Brand = OxyColor.FromRgb(1, 1, 6);
    private static readonly OxyColor Ok = OxyColor.FromRgb(1, 1, 7);
    private static readonly OxyColor Warn = OxyColor.FromRgb(1, 1, 8);
    private static readonly OxyColor Bad = OxyColor.FromRgb(1, 1, 9);

    /// <summary>As OxyPlot writes them.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["rgb(1,1,1)"] = "var(--ink)",
        ["rgb(1,1,2)"] = "var(--dim)",
        ["rgb(1,1,3)"] = "var(--edge)",
        ["rgb(1,1,4)"] = "var(--line)",
        ["rgb(1,1,5)"] = "var(--band)",
        ["rgb(1,1,6)"] = "var(--brand)",
        ["rgb(1,1,7)"] = "var(--ok)",
        ["rgb(1,1,8)"] = "var(--warn)",
        ["rgb(1,1,9)"] = "var(--bad)",
    };

    private static long _charts;

    public static OxyColor Of(Level level) => level switch
    {
        Level.Ok => Ok,
        Level.Warn => Warn,
        Level.Bad => Bad,
        _ => Brand,
    };

    /// <param name="svg">As OxyPlot has written it.</param>
    public static string Of(string svg, int width, int height, string css)
    {
        var drawing = XElement.Parse(svg);
        var number = Interlocked.Increment(ref _charts).ToString(CultureInfo.InvariantCulture);
        foreach (var element in drawing.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            var attributes = element.Attributes().Where(static attribute => !attribute.IsNamespaceDeclaration).SelectMany(Parts).ToList();
            element.ReplaceAttributes(attributes.Select(part => new XAttribute(part.Name, Value(part.Name, part.Value, number))));
        }

        drawing.ReplaceAttributes(new XAttribute("class", css), new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {width} {height}")),
            new XAttribute("aria-hidden", "true"), new XAttribute("focusable", "false"));
        return drawing.ToString(SaveOptions.DisableFormatting);
    }

    /// <summary>An attribute; of one of styles each of its parts.</summary>
    private static IEnumerable<(string Name, string Value)> Parts(XAttribute attribute) => attribute.Name.LocalName != "style"
        ? [(attribute.Name.LocalName, attribute.Value)]
        : attribute.Value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(static part => part.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(static part => part.Length == 2).Select(static part => (part[0], part[1]));

    private static string Value(string name, string value, string number) => name switch
    {
        "id" => value + "-" + number,
        "clip-path" => value.Replace(")", "-" + number + ")", StringComparison.Ordinal),
        _ => Names.GetValueOrDefault(value, value),
    };
}
