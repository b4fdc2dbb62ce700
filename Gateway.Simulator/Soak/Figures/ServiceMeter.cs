using System.Collections.Frozen;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Soak.Figures;

/// <summary>
/// How long terminals were without service through one fault: those whose connection the struck node held, until their first heartbeat sent afterwards is answered; and the others
/// by
/// the longest wait for an answer.
/// </summary>
internal sealed class ServiceMeter(IEnumerable<string> sns, JsonLineFile history, TimeProvider time) : IServiceMeter
{
    private readonly FrozenDictionary<string, Entry> _entries = sns.ToFrozenDictionary(static sn => sn, static _ => new Entry());
    private string _fault = "";
    private long _since;

    public void Dialled(string sn, int node) => Volatile.Write(ref _entries[sn].Node, node);

    public void HeartbeatAnswered(string sn, long sent, long now)
    {
        var entry = _entries[sn];
        lock (entry)
        {
            if (!entry.Struck) entry.LongestHeartbeat = Math.Max(entry.LongestHeartbeat, now - sent);
            else if (entry.ServedAt == 0 && sent > _since) entry.ServedAt = now;
        }
    }

    public void UploadAnswered(string sn, long sent, long now)
    {
        var entry = _entries[sn];
        lock (entry) entry.LongestUpload = Math.Max(entry.LongestUpload, entry.Struck ? 0 : now - sent);
    }

    /// <summary>A fault begins now.</summary>
    /// <param name="node">Who is struck; less than 0 for no single node.</param>
    public void Begin(string fault, int node)
    {
        _fault = fault;
        Volatile.Write(ref _since, time.GetTimestamp());
        foreach (var entry in _entries.Values)
            lock (entry) (entry.Struck, entry.ServedAt, entry.LongestHeartbeat, entry.LongestUpload) = (Volatile.Read(ref entry.Node) == node, 0, 0, 0);
    }

    /// <summary>Writes the figures of this fault down; gives them for people.</summary>
    public string End()
    {
        var all = _entries.Values;
        var served = all.Where(static entry => entry.Struck && entry.ServedAt != 0).Select(entry => Seconds(entry.ServedAt - _since)).Order().ToArray();
        var figures = new Figures(
            _fault, all.Count(static entry => entry.Struck), served.Length, Share(served, 0.5), Share(served, 0.95), Share(served, 1),
            Seconds(all.Max(static entry => entry.LongestUpload)), Seconds(all.Max(static entry => entry.LongestHeartbeat)));
        history.Append(figures, static (json, entry) =>
        {
            json.WriteString("fault", entry.Fault);
            json.WriteNumber("struck", entry.Struck);
            json.WriteNumber("served_again", entry.Served);
            json.WriteNumber("served_50_s", entry.Half);
            json.WriteNumber("served_95_s", entry.Most);
            json.WriteNumber("served_100_s", entry.All);
            json.WriteNumber("longest_ack_elsewhere_s", entry.LongestUpload);
            json.WriteNumber("longest_heartbeat_elsewhere_s", entry.LongestHeartbeat);
        });
        return figures.ToString();
    }

    private double Seconds(long ticks) => Math.Round((double)ticks / time.TimestampFrequency, 2);

    private static double Share(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[(int)Math.Ceiling(sorted.Length * share) - 1];

    private sealed record Figures(string Fault, int Struck, int Served, double Half, double Most, double All, double LongestUpload, double LongestHeartbeat)
    {
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture,
            $"figures: {Fault}: {Served} of {Struck} struck terminals served again, 50 % after {Half} s, 95 % after {Most} s, all after {All} s; "
            + $"elsewhere the longest wait for an acknowledgement {LongestUpload} s, for a heartbeat's answer {LongestHeartbeat} s");
    }

    private sealed class Entry
    {
        public int Node = -1;

        public bool Struck { get; set; }

        public long ServedAt { get; set; }

        public long LongestHeartbeat { get; set; }

        public long LongestUpload { get; set; }
    }
}
