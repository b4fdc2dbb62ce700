using System.Net.Sockets;
using Gateway.Simulator.Terminals;

namespace Gateway.Simulator.Firmwares;

/// <summary>A terminal's work on the socket (§5): one connection after another, until it is stopped or has given up.</summary>
internal sealed class SocketTerminal(FirmwareContext context, SocketHabit habit)
{
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    private readonly SocketCommands _commands = new(context, habit);
    private TimeSpan _deafFor;

    /// <summary>Works until stopped.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        var every = context.Options.Every ?? habit.BeatEvery;
        var pause = every < PauseMax ? every : PauseMax;
        while (true)
        {
            var end = await ConverseAsync(every, stop);
            context.Tell(Deed.Disconnected, detail: end.ToString());
            if (end == ConversationEnd.Refused && !habit.ComesBackAfterRefusal)
            {
                context.Tell(Deed.StayedAway, detail: "for ever");
                return;
            }

            if (end == ConversationEnd.Crashed) context.Tell(Deed.StayedAway, detail: habit.StuckFor.ToString());
            if (end == ConversationEnd.InsideAFrame && !habit.ForgetsHalves) _deafFor = habit.StuckFor;
            await Task.Delay(end == ConversationEnd.Crashed ? habit.StuckFor : pause, context.Time, stop);
        }
    }

    private async Task<ConversationEnd> ConverseAsync(TimeSpan every, CancellationToken stop)
    {
        try
        {
            using var connection = await FrameConnection.OpenAsync(context.Options.Gateway!(), context.Identity!, context.Time, stop);
            context.Tell(Deed.Connected);
            if (_deafFor > TimeSpan.Zero)
            {
                context.Tell(Deed.PassedOver, detail: "reads nothing: half a frame is remembered");
                await Task.Delay(_deafFor, context.Time, stop);
                _deafFor = TimeSpan.Zero;
            }

            return await new SocketConversation(context, habit, _commands, connection, every).RunAsync(stop);
        }
        catch (SocketException)
        {
            return ConversationEnd.Broken;
        }
    }
}

/// <summary>How a connection ended, as the terminal sees it.</summary>
internal enum ConversationEnd
{
    /// <summary>The gateway closed it.</summary>
    Closed,

    /// <summary>The gateway closed it in the middle of a frame.</summary>
    InsideAFrame,

    /// <summary>It broke, or could not be made.</summary>
    Broken,

    /// <summary>An answer did not come in time.</summary>
    Unanswered,

    /// <summary>The gateway refused without a word, as for a wrong key (D38).</summary>
    Refused,

    /// <summary>The terminal broke down.</summary>
    Crashed
}
