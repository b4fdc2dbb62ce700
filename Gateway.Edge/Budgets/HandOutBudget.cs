using Gateway.Actors.Commands;

namespace Gateway.Edge.Budgets;

/// <summary>
/// Bytes of persons and photos that this node has in memory for hand-outs, over both doors: from before they are loaded until the answer over HTTPS is sent or the frame is
/// made. An answer takes some ten times as much while it is made (Base64, ciphertext, hexadecimal text).
/// </summary>
internal sealed class HandOutBudget(TimeProvider time)
{
    /// <summary>32 MiB: eight full hand-outs (D22), or some hundreds of persons with small photos.</summary>
    public const long BytesMax = 32 * 1024 * 1024;

    /// <summary>How long a hand-out waits for room.</summary>
    public static readonly TimeSpan RoomWithin = TimeSpan.FromSeconds(15);

    private readonly Capacity _room = new(BytesMax);

    /// <summary>What is free now, bytes.</summary>
    public long Free => _room.Free;

    /// <summary>Takes room for the persons of these commands until it is disposed, first come first served.</summary>
    /// <exception cref="TimeoutException">There was none within <see cref="RoomWithin"/>: the hand-out is not sent now.</exception>
    public async ValueTask<IDisposable> EnterAsync(IEnumerable<Command> commands)
    {
        using var giveUp = new CancellationTokenSource(RoomWithin, time);
        try
        {
            return await _room.EnterAsync(Math.Min(commands.Sum(static command => (long)command.PersonBytes), BytesMax), giveUp.Token);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException("no room for the persons of a hand-out");
        }
    }
}
