namespace Gateway.Storage.Rosters;

/// <summary>A <see cref="RosterMatrix"/> while it is read.</summary>
internal sealed class RosterMatrixDraft
{
    private readonly List<RosterGate> _gates;
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<(string Sn, string Tag)> _tags = [];
    private readonly Dictionary<string, Line> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _codes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _leftOut = new(StringComparer.Ordinal);
    private readonly int _gatesLeftOut;

    public RosterMatrixDraft(IEnumerable<RosterGate> gates, int gatesLeftOut)
    {
        (_gates, _gatesLeftOut) = ([.. gates], gatesLeftOut);
        _places = _gates.Select(static (gate, place) => (gate.Sn, place)).ToDictionary(static gate => gate.Sn, static gate => gate.place, StringComparer.Ordinal);
    }

    public void AddPerson(string userId, string personRef, string? tag, bool isValid) => _lines[userId] = new Line(userId) { PersonRef = personRef, Tag = tag, IsWanted = isValid };

    public void AddTag(string sn, string tag) => _tags.Add((sn, tag));

    /// <param name="since">Unix ms; 0: not known.</param>
    public void AddCell(string sn, string userId, RosterCell cell, string? code, long since, DateTimeOffset? nextTryAt)
    {
        if (PlaceOf(sn) is not { } place) return;
        if (!_lines.TryGetValue(userId, out var line)) _lines[userId] = line = new Line(userId);
        line.Set(place, cell);
        if (code is not null) line.SetCode(place, Once(code));
        if (since > 0 && cell is RosterCell.Pending or RosterCell.Sent or RosterCell.Failed && (line.Since == 0 || since < line.Since)) line.Since = since;
        if (nextTryAt is { } next && (line.NextTryAt is null || next < line.NextTryAt)) line.NextTryAt = next;
    }

    public RosterMatrix Make(string site)
    {
        var wanted = new int[_gates.Count];
        var present = new int[_gates.Count];
        foreach (var line in _lines.Values.Where(static line => line.IsWanted))
        {
            for (var place = 0; place < _gates.Count; place++)
            {
                var gate = _gates[place];
                if (!gate.IsServed || (line.Tag is { } tag && !_tags.Contains((gate.Sn, tag)))) continue;
                wanted[place]++;
                if (line.At(place) == RosterCell.Present) present[place]++;
                else if (line.At(place) == RosterCell.None) line.Set(place, RosterCell.Pending); // Nothing has been done about it yet.
            }
        }

        return new RosterMatrix(
            site, [.. _gates.Select((gate, place) => gate with { Wanted = wanted[place], Present = present[place] })],
            [.. _lines.Values.OrderBy(static line => line.UserId, StringComparer.Ordinal).Select(line => line.Make(_gates.Count))], _gatesLeftOut + _leftOut.Count);
    }

    /// <summary>The column of a gate; one that stands elsewhere gets one behind the others, as long as there is room.</summary>
    private int? PlaceOf(string sn)
    {
        if (_places.TryGetValue(sn, out var place)) return place;
        if (_gates.Count >= RosterMatrixReader.GatesMax)
        {
            if (_gatesLeftOut == 0) _leftOut.Add(sn);
            return null;
        }

        _gates.Add(new RosterGate(sn, null, "offline", null, false, 0, 0));
        return _places[sn] = _gates.Count - 1;
    }

    /// <summary>One text for all that are equal: thousands of persons are refused with the same code.</summary>
    private string Once(string code)
    {
        if (_codes.TryGetValue(code, out var known)) return known;
        _codes.Add(code);
        return code;
    }

    private sealed class Line(string userId)
    {
        private RosterCell[] _cells = [];
        private string?[]? _codes;

        public string UserId => userId;

        public string? PersonRef { get; init; }

        public string? Tag { get; init; }

        public bool IsWanted { get; init; }

        public long Since { get; set; }

        public DateTimeOffset? NextTryAt { get; set; }

        public RosterCell At(int place) => place < _cells.Length ? _cells[place] : RosterCell.None;

        public void Set(int place, RosterCell cell)
        {
            if (place >= _cells.Length) Array.Resize(ref _cells, place + 8);
            _cells[place] = cell;
        }

        public void SetCode(int place, string code)
        {
            if (_codes is null || place >= _codes.Length) Array.Resize(ref _codes, place + 8);
            _codes[place] = code;
        }

        public RosterLine Make(int gates)
        {
            Array.Resize(ref _cells, gates);
            if (_codes is not null) Array.Resize(ref _codes, gates);
            return new RosterLine(userId, PersonRef, IsWanted, _cells, _codes, Since == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(Since), NextTryAt);
        }
    }
}
