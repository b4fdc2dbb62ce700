using Gateway.Actors.Privacy;

namespace Gateway.Actors.Commands;

/// <summary>A command as the role <c>viewer</c> sees it.</summary>
public static class CommandMask
{
    /// <summary>Without a terminal's own words, and without an ID number as <c>user_id</c>.</summary>
    public static CommandStatus Of(CommandStatus status) => status with
    {
        Command = status.Command with { UserId = UserIdMask.Of(status.Command.UserId) },
        ResultDesc = status.ResultDesc is not null && CommandText.SaysTerminal(status.State) ? ExtraFields.Mask : status.ResultDesc,
    };
}
