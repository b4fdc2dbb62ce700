namespace Gateway.Actors.Commands;

/// <summary>The contract's words for commands: in the API, the feed and the tables alike. Frozen.</summary>
public static class CommandText
{
    private static readonly (CommandType Type, string Text)[] AllTypes =
    [
        (CommandType.PersonPush, "person.push"),
        (CommandType.PersonDelete, "person.delete"),
        (CommandType.ClockSet, "clock.set"),
    ];

    private static readonly (CommandState State, string Text)[] AllStates =
    [
        (CommandState.Queued, "queued"),
        (CommandState.InFlight, "in_flight"),
        (CommandState.Succeeded, "succeeded"),
        (CommandState.Failed, "failed"),
        (CommandState.Expired, "expired"),
        (CommandState.Cancelled, "cancelled"),
        (CommandState.Superseded, "superseded"),
    ];

    /// <summary>Every type, in the order of the contract.</summary>
    public static IReadOnlyList<string> Types { get; } = [.. AllTypes.Select(t => t.Text)];

    /// <summary>Every state, in the order of D26.</summary>
    public static IReadOnlyList<string> States { get; } = [.. AllStates.Select(s => s.Text)];

    public static string Of(CommandType type) => Array.Find(AllTypes, t => t.Type == type).Text ?? throw new ArgumentOutOfRangeException(nameof(type));

    public static string Of(CommandState state) => Array.Find(AllStates, s => s.State == state).Text ?? throw new ArgumentOutOfRangeException(nameof(state));

    /// <summary>Null: not one of <see cref="Types"/>.</summary>
    public static CommandType? ToType(string? text)
    {
        var index = Array.FindIndex(AllTypes, t => t.Text == text);
        return index < 0 ? null : AllTypes[index].Type;
    }

    /// <summary>Null: not one of <see cref="States"/>.</summary>
    public static CommandState? ToState(string? text)
    {
        var index = Array.FindIndex(AllStates, s => s.Text == text);
        return index < 0 ? null : AllStates[index].State;
    }

    /// <summary>Whether <c>result_desc</c> is in the terminal's own words, which may name a person; how else a command ends is told in the gateway's.</summary>
    public static bool SaysTerminal(CommandState state) => state is CommandState.Succeeded or CommandState.Failed;

    /// <summary>Whether a command in this state can still change (D26).</summary>
    public static bool IsOpen(CommandState state) => state is CommandState.Queued or CommandState.InFlight;
}
