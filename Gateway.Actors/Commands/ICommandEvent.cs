using Gateway.Actors.Wire;

namespace Gateway.Actors.Commands;

/// <summary>A persisted event of one device's commands. Every one carries <see cref="CommandEvents.Tag"/> in the journal.</summary>
public interface ICommandEvent : IGatewaySerializable
{
    /// <summary>The device.</summary>
    string Sn { get; }

    /// <summary>When it happened, UTC.</summary>
    DateTimeOffset At { get; }
}
