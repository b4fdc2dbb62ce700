using Gateway.Simulator.Enrolment;

namespace Gateway.Simulator.Firmwares;

/// <summary>
/// One terminal with one firmware, for people, for the certifier's tests and for the acceptance of the gateway's habits: it works until it is stopped, keeps what it must keep,
/// and tells its ledger what it truly did. A second one with the same <see cref="TerminalMemory"/> is the same terminal, switched on again.
/// </summary>
internal sealed class FirmwareTerminal
{
    private readonly FirmwareContext _context;
    private readonly EnrolmentTerminal? _enrolment;

    /// <param name="memory">Its disk; null for an empty one.</param>
    /// <exception cref="ArgumentException">SN, key or addresses do not do for this firmware; the message says why, without the key.</exception>
    public FirmwareTerminal(FirmwareOptions options, TerminalMemory? memory = null)
    {
        var firmware = options.Firmware;
        if (firmware.Socket is not null && options.Gateway is null) throw new ArgumentException($"{firmware.Name} needs the gateway's socket");
        if (firmware.Socket is null && options.DeviceHttp is null) throw new ArgumentException($"{firmware.Name} needs the gateway's device listener");
        _context = new FirmwareContext(options, memory ?? new TerminalMemory());
        var sn = options.EnrolmentSn ?? (firmware is { Socket: null, Https: null } ? options.Sn : null);
        if (sn is not null && firmware.Enrolment is { } habit) _enrolment = new EnrolmentTerminal(_context, habit, sn);
    }

    /// <summary>What it has.</summary>
    public TerminalMemory Memory => _context.Memory;

    /// <summary>Runs one until stopped.</summary>
    public static Task RunAsync(FirmwareOptions options, CancellationToken stop) => new FirmwareTerminal(options).RunAsync(stop);

    /// <summary>Somebody stands before it. False: it does not have him, so it does not know him.</summary>
    public bool Present(string userId)
    {
        if (!Memory.Persons.ContainsKey(userId)) return false;
        _context.Recognise(userId);
        return true;
    }

    /// <summary>Somebody resets it to how it left the factory. It says so to nobody.</summary>
    public void Reset() => _context.Reset();

    /// <summary>Somebody puts his ID card on it and is photographed.</summary>
    /// <param name="address">As typed in; null: the one on his card.</param>
    /// <exception cref="InvalidOperationException">It does not register workers.</exception>
    public void Register(Worker worker, string? address = null) =>
        (_enrolment ?? throw new InvalidOperationException("This terminal does not register workers.")).Add(worker, address);

    /// <summary>Works until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var firmware = _context.Options.Firmware;
        var parts = new List<Task>();
        if (firmware.Socket is { } socket) parts.Add(new SocketTerminal(_context, socket).RunAsync(stop));
        if (firmware.Https is { } https) parts.Add(new HttpsTerminal(_context, https).RunAsync(stop));
        if (_enrolment is not null) parts.Add(_enrolment.RunAsync(stop));
        if (_context.Options.RecognisesEvery is { } every) parts.Add(RecogniseAsync(every, stop));
        try
        {
            await await Task.WhenAny(parts); // a part that fails is a bug of ours, and ends the others' run for whoever waits
            await Task.WhenAll(parts);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // switched off
        }
    }

    private async Task RecogniseAsync(TimeSpan every, CancellationToken stop)
    {
        while (true)
        {
            await Task.Delay(every, _context.Time, stop);
            if (Memory.Persons.Keys.Order(StringComparer.Ordinal).ToList() is { Count: > 0 } users) _context.Recognise(users[Random.Shared.Next(users.Count)]);
        }
    }
}
