using Akka.Actor;

namespace Gateway.Actors.Sessions;

/// <summary>Names one session for ever: the incarnation of the node that holds the connection, and a number that only grows there.</summary>
/// <param name="NodeUid">The uid of that node's actor system: another one after each start.</param>
/// <param name="Number">1, 2, 3 … in that process: of two sessions with the same <paramref name="NodeUid"/> the greater number is the newer.</param>
public readonly record struct SessionId(long NodeUid, long Number);

/// <summary>
/// One connection of one terminal that has proved its key (its first body decrypted, D38). Every message of the session carries this object, so a DeviceActor that has moved or
/// restarted knows the session again from whatever it hears first.
/// </summary>
/// <param name="Lane">Where replies to the terminal go; watched, so that the loss of a lane or a node ends its sessions.</param>
/// <param name="Remote">Address and port of the terminal.</param>
/// <param name="Node">Name of the node that holds the connection, for people.</param>
/// <param name="Since">When the connection was accepted, UTC, by that node's clock.</param>
public sealed record Session(SessionId Id, IActorRef Lane, Transport Transport, string Remote, string Node, DateTimeOffset Since)
{
    /// <summary>The connection itself; null on every node but the one that holds it. Has no wire form.</summary>
    public IConnectionDoor? Door { get; init; }
}

/// <summary>Why a session ended or is to end. The names are frozen: <see cref="CloseReasonText"/> makes the codes of the feed of them.</summary>
public enum CloseReason
{
    /// <summary>The terminal closed, or the network did.</summary>
    PeerClosed,

    /// <summary>A newer connection of the same SN has taken over (D20).</summary>
    Replaced,

    /// <summary>No body that proves the key for too long (D21).</summary>
    Silent,

    /// <summary>Its bytes were no frames (D2, D3, D4).</summary>
    BadFrames,

    /// <summary>The SN is not known, the device is disabled, or its allow-list does not contain the address (D8).</summary>
    Unknown,

    /// <summary>The device was disabled, deleted, given another key or an allow-list without the terminal's address.</summary>
    Revoked,

    /// <summary>It did not read what we sent.</summary>
    SlowReader,

    /// <summary>This node is draining.</summary>
    Draining,

    /// <summary>A fault of ours: the lane failed.</summary>
    LaneLost,

    /// <summary>The node that held the connection is gone.</summary>
    NodeLost,

    /// <summary>It had five times the same command frame and answered none (D15).</summary>
    NoResult,
}
