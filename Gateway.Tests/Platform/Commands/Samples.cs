using System.Text.Json.Nodes;
using Gateway.Actors.Commands;
using Gateway.Storage.Persons;
using Gateway.Tests.Support;
using static Gateway.Actors.Commands.CommandEvents;

namespace Gateway.Tests.Platform.Commands;

/// <summary>Persons, commands and their events.</summary>
internal static class Samples
{
    /// <summary>Texts that must never be found in clear in a database file, a log or a problem.</summary>
    public static readonly string[] Canaries = ["金丝雀三", "510104199003077777", "WORK-CANARY-9", "JPEG-CANARY-BYTES"];

    /// <summary>Begins as a JPEG and holds a canary.</summary>
    public static byte[] Photo(int length = 600, byte seed = 1)
    {
        var photo = new byte[length];
        new Random(seed).NextBytes(photo);
        ((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF, 0xE0]).CopyTo(photo);
        Encoding.ASCII.GetBytes("JPEG-CANARY-BYTES").CopyTo(photo, 20);
        return photo;
    }

    public static StoredPerson Person(string userId = "u1", byte[]? photo = null) =>
        new() { UserId = userId, Name = "金丝雀三", WorkSn = "WORK-CANARY-9", IdCard = "510104199003077777", Photo = photo };

    /// <summary>The body of a request for a push; without an id the gateway makes one.</summary>
    public static string PushJson(string? id, byte[] photo) => new JsonObject
    {
        ["type"] = "person.push",
        ["id"] = id,
        ["person"] = new JsonObject
        {
            ["user_id"] = "u1",
            ["name"] = "金丝雀三",
            ["work_sn"] = "WORK-CANARY-9",
            ["id_card"] = "510104199003077777",
            ["face_template"] = Convert.ToBase64String(photo),
        },
    }.ToJsonString();

    public static DateTimeOffset At(double seconds) => TestDatabase.Start.AddSeconds(seconds);

    public static Command Push(string id, string? personRef = null, string? batchId = null, double lifeSeconds = 604_800, string userId = "u1") =>
        new(id, CommandType.PersonPush, userId, personRef, 900, "hash-" + id, batchId, At(0), At(lifeSeconds));

    public static Command SetClock(string id) => new(id, CommandType.ClockSet, null, null, 0, "hash-" + id, null, At(0), At(604_800));

    public static CommandQueued Queued(Command command, string sn = "sn1", double at = 0) => new(sn, command, At(at));

    public static CommandsHandedOut HandedOut(double at, params string[] ids) => new("sn1", 1, ids, HandOutVia.Socket, null, default, false, At(at));

    public static CommandSucceeded Succeeded(Command command, double at, string sn = "sn1", int attempts = 1) =>
        new(sn, command, attempts, "0000", "ok", At(at - 1), At(at));
}
