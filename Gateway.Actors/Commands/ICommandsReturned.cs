namespace Gateway.Actors.Commands;

/// <summary>An event by which commands in flight are queued again.</summary>
public interface ICommandsReturned : ICommandEvent
{
    IReadOnlyList<string> Ids { get; }
}
