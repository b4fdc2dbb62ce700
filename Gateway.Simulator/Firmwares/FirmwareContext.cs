using System.IO.Enumeration;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Simulator.Persons;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Firmwares;

/// <summary>What all parts of one terminal share: who it is, its disk, its clock, and whom it tells what it does.</summary>
internal sealed class FirmwareContext
{
    private const string Refused = "不接受";

    private static readonly DateTime PowerCut = new(1970, 1, 1, 8, 0, 0);

    private readonly Lock _gate = new();
    private readonly TimeProvider _timeOfDay;
    private readonly DateTimeOffset _startedAt;
    private bool _isClockSet;

    /// <exception cref="ArgumentException">The SN or the key is none.</exception>
    public FirmwareContext(FirmwareOptions options, TerminalMemory memory)
    {
        (Options, Memory) = (options, memory);
        _timeOfDay = options.TimeOfDay ?? options.Time;
        _startedAt = _timeOfDay.GetUtcNow();
        Clock = new TerminalClock(_timeOfDay, options.UtcOffset, options.Firmware.Socket?.ClockError ?? TimeSpan.Zero);
        Identity = options.Firmware is { Socket: null, Https: null } ? null : new TerminalIdentity(options.Sn, options.Key, ByteOrder.Big);
    }

    public FirmwareOptions Options { get; }

    public TerminalMemory Memory { get; }

    public TerminalClock Clock { get; }

    /// <summary>Null for a terminal that only registers workers: it has no key.</summary>
    public TerminalIdentity? Identity { get; }

    public TimeProvider Time => Options.Time;

    /// <summary>The clock as heartbeats say it.</summary>
    public string ClockText => _isClockSet ? Clock.Text : Options.Firmware.Socket?.ClockTextUntilSet ?? Clock.Text;

    /// <summary>Obeys a correction (D12).</summary>
    public void SetClock(DateTimeOffset told)
    {
        _isClockSet = true;
        Clock.Adopt(told);
        Tell(Deed.ClockSet, detail: Clock.Text);
    }

    /// <summary>A factory reset: its disk is empty and its clock stands where it began.</summary>
    public void Reset()
    {
        Memory.Reset();
        Clock.Adopt(new DateTimeOffset(PowerCut, Options.UtcOffset));
        Tell(Deed.WasReset);
    }

    /// <summary>Tells the ledger.</summary>
    public void Tell(Deed deed, string userId = "", string detail = "")
    {
        if (Options.Ledger is not { } ledger) return;
        lock (_gate) ledger(new Truth(_timeOfDay.GetUtcNow(), Options.Sn, deed, userId, detail));
    }

    /// <summary>Keeps a recognition.</summary>
    public void Recognise(string userId)
    {
        var time = Options.Firmware.Socket is { RecordsFrom1970: true } ? DeviceTime.Format(PowerCut + (_timeOfDay.GetUtcNow() - _startedAt)) : Clock.Text;
        Memory.Keep(new TerminalRecord(userId, time));
        Tell(Deed.RecordKept, userId, time);
    }

    /// <summary>Records went, or may go: what is sent, and what is forgotten.</summary>
    public void Tell(Deed deed, IReadOnlyList<TerminalRecord> records, string detail = "")
    {
        foreach (var record in records) Tell(deed, record.UserId, detail.Length == 0 ? record.Time : $"{record.Time} {detail}");
    }

    /// <summary>Takes a person in; gives the words with which he is refused instead, null when he is not.</summary>
    /// <param name="isRefused">For a reason of the transport's own.</param>
    public string? Keep(TerminalPerson person, bool isRefused = false)
    {
        var held = person.Held;
        var refused = isRefused || (Options.RefusesUsers is { } pattern && FileSystemName.MatchesSimpleExpression(pattern, held.UserId, ignoreCase: false));
        var refusal = refused ? Refused : person.IsBad ? PersonContent.BadPhoto : Memory.List.TryPut(held) ? null : PersonContent.Full;
        Tell(refusal is null ? Deed.PersonKept : Deed.PersonRefused, held.UserId, held.PhotoSha256);
        return refusal;
    }

    /// <summary>Deletes a person; false: there was none.</summary>
    public bool TryDelete(string userId)
    {
        var deleted = Memory.List.Delete(userId);
        Tell(deleted ? Deed.PersonDeleted : Deed.PersonUnknown, userId);
        return deleted;
    }
}
