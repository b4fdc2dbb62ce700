namespace Gateway.WebConsole.Charts;

/// <summary>Drawings that are shared by all who look at the same: a chart is drawn once, and not once for each viewer.</summary>
internal sealed class ChartImages
{
    /// <summary>Drawings that are kept; the oldest goes.</summary>
    public const int KeptMax = 200;

    /// <summary>Wide enough for a card on a screen, and for half of one.</summary>
    private const int Wide = 720;

    /// <summary>For a phone, so that its letters do not shrink.</summary>
    private const int Narrow = 340;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _kept = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Both drawings as markup of our own making; which one is seen, the style sheet says.</summary>
    public string Of(ChartContent content)
    {
        var key = content.Key();
        lock (_gate)
            if (_kept.TryGetValue(key, out var kept)) return kept;

        var markup = ChartDrawing.Svg(content, Wide, "wide") + ChartDrawing.Svg(content, Narrow, "narrow");
        lock (_gate)
        {
            if (_kept.TryAdd(key, markup)) _order.Enqueue(key);
            while (_order.Count > KeptMax) _kept.Remove(_order.Dequeue());
        }

        return markup;
    }
}
