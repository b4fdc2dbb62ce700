using Gateway.Actors.Commands;
using Gateway.Actors.Trials;

namespace Gateway.Platform.Certification;

/// <summary>What a line is judged by.</summary>
/// <param name="sn">Of the terminal.</param>
/// <param name="seen">Since the line began; oldest first.</param>
/// <param name="all">Since the run began.</param>
/// <param name="findings">Of the lines before, by their names.</param>
/// <param name="isOver">The line's time is over: this is all there will be.</param>
internal sealed class Evidence(
    string sn, IReadOnlyList<Observation> seen, IReadOnlyList<Observation> all, IReadOnlyDictionary<string, Finding> findings, DateTimeOffset began, DateTimeOffset now,
        bool isOver)
{
    public string Sn => sn;

    public IReadOnlyList<Observation> Seen => seen;

    public IReadOnlyList<Observation> All => all;

    public bool IsOver => isOver;

    /// <summary>Since the line began.</summary>
    public TimeSpan Elapsed => now - began;

    public DateTimeOffset Now => now;

    public DateTimeOffset Began => began;

    /// <summary>What an earlier line found; null: it did not run.</summary>
    public Finding? Of(string line) => findings.GetValueOrDefault(line);

    /// <summary>How a command of this line ended; null: it has not.</summary>
    public Observation? Outcome(string label) => seen.LastOrDefault(o => o.Kind == ObservationKind.Outcome && o.Label == label);

    /// <summary>Frames of this line from the terminal.</summary>
    public IEnumerable<Observation> In(byte word) => seen.Where(o => o.Kind == ObservationKind.In && o.Word == word && o.Fault is null && o.Packet <= 1);

    /// <summary>Frames of this line to the terminal; of several packets the first.</summary>
    public IEnumerable<Observation> Out(byte word) => seen.Where(o => o.Kind == ObservationKind.Out && o.Word == word && o.Packet <= 1);

    /// <summary>When an order of this line was carried out; null: not yet.</summary>
    public Observation? Used(TrialKind kind) => seen.FirstOrDefault(o => o.Kind == ObservationKind.Used && o.Order == kind);

    /// <summary>What came behind something else of this run.</summary>
    public IEnumerable<Observation> Behind(Observation one)
    {
        var isBehind = false;
        foreach (var observation in all)
        {
            if (isBehind) yield return observation;
            isBehind |= ReferenceEquals(observation, one);
        }
    }

    /// <summary>Whether a command of this line ended well; null: it has not ended.</summary>
    public bool? Succeeded(string label) => Outcome(label) is { } outcome ? outcome.State == CommandState.Succeeded : null;
}
