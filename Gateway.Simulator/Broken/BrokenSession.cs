using System.Net;
using Gateway.Codec.Framing;
using Gateway.Simulator.Photos;
using Gateway.Simulator.Platform;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Broken;

/// <summary>All broken terminals at once, and a person with a photo for the one that refuses photos.</summary>
/// <param name="prefix">What every SN begins with, and the name of the site.</param>
/// <param name="seed">The keys are made from it and the SN.</param>
internal sealed class BrokenSession(EndPoint gateway, string prefix, long seed, TimeProvider time)
{
    private const string Worker = "1001";
    private const string WorkerName = "测试";
    private static readonly TimeSpan UtcOffset = TimeSpan.FromHours(8);

    /// <summary>The SN at which a habit is shown.</summary>
    public string SnOf(BrokenHabit habit) => $"{prefix}-{habit.Name}";

    /// <summary>Makes the devices known that are to be known, and queues the person.</summary>
    /// <exception cref="PlatformException">The gateway cannot be reached, or refuses.</exception>
    public async Task<bool> PrepareAsync(PlatformClient platform, TextWriter output, CancellationToken stop)
    {
        var devices = BrokenHabit.All.Where(habit => habit.IsProvisioned)
            .Select(habit => new SimulatedDevice(SnOf(habit), KeyOf(habit), SimulatedDevice.Attendance, null, habit.IsEnabled));
        if (!await Provisioner.RunAsync(platform, devices, prefix, output, stop)) return false;
        foreach (var habit in BrokenHabit.All.Where(habit => habit.RefusalWords is not null))
            await platform.PushAsync(SnOf(habit), Worker, WorkerName, FaceImage.Make(seed), stop);
        return true;
    }

    /// <summary>Until stopped.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(
        BrokenHabit.All.SelectMany(habit => Enumerable.Repeat(habit, habit.Terminals)).Select(habit => RunAsync(habit, stop)));

    private Task RunAsync(BrokenHabit habit, CancellationToken stop)
    {
        var key = habit.HasRightKey ? KeyOf(habit) : TerminalKeys.Derive(seed + 1, SnOf(habit));
        return new BrokenTerminal(habit, new TerminalIdentity(SnOf(habit), key, ByteOrder.Big), gateway, UtcOffset, time).RunAsync(stop);
    }

    private string KeyOf(BrokenHabit habit) => TerminalKeys.Derive(seed, SnOf(habit));
}
