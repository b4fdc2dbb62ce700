using System.IO.Enumeration;
using System.Security.Cryptography;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Simulator.Ledgers;

namespace Gateway.Simulator.Terminals;

/// <summary>Carries out what the gateway tells one terminal: takes persons in (§5.3.2) and deletes them (§5.3.4), and says what to answer.</summary>
/// <param name="failUsers">Persons whose user_id fits this pattern (* and ?) are refused; null for none.</param>
/// <param name="log">Gets everything received; null when nobody wants it.</param>
/// <param name="failWords">What it says to a refused person; null for words of its own.</param>
internal sealed class CommandResponder(TerminalIdentity terminal, string? failUsers, ReceivedLog? log, string? failWords = null)
{
    private const int PersonsMax = 20; // D17

    /// <summary>Whether a person is to be refused.</summary>
    public static bool Fails(string? failUsers, string userId) =>
        failUsers is not null && FileSystemName.MatchesSimpleExpression(failUsers, userId, ignoreCase: false);

    /// <summary>What the terminal says when it refuses a person.</summary>
    public static string RefusalText(string? failWords, string userId) => failWords ?? $"{userId}: the terminal was told to refuse";

    /// <summary>Reads one person as the specification writes him, with a photo inline or the one that came in packets of its own.</summary>
    public static bool TryReadPerson(JsonElement user, ReadOnlySpan<byte> attachment, out ReceivedPerson person, out string? fault)
    {
        person = default;
        if (!StrictJson.TryText(user, "user_id", out var userId, out fault)
            || !StrictJson.TryText(user, "name", out var name, out fault)
            || !StrictJson.TryText(user, "work_sn", out _, out fault)
            || !StrictJson.TryText(user, "id_card", out _, out fault)
            || !StrictJson.TryText(user, "face_template", out var face, out fault))
        {
            return false;
        }

        if (userId.Length == 0) fault = "user_id is empty";
        if (face.Length > 0 && !attachment.IsEmpty) fault = "a photo both inline and in packets of its own"; // D17
        var inline = new byte[face.Length];
        if (!Convert.TryFromBase64String(face, inline, out var length)) fault = "face_template is no Base64";
        if (fault is not null) return false;

        ReadOnlySpan<byte> photo = attachment.IsEmpty ? inline.AsSpan(0, length) : attachment;
        var hash = photo.IsEmpty ? null : Convert.ToHexStringLower(SHA256.HashData(photo));
        person = new ReceivedPerson(userId, name.Length, photo.Length, hash, !attachment.IsEmpty);
        return true;
    }

    /// <summary>Carries one command out.</summary>
    /// <param name="message">A whole command: all its packets.</param>
    public CommandOutcome Respond(in AssembledMessage message)
    {
        if (message.Status != FrameStatus.Success) return Unreadable(string.Create(CultureInfo.InvariantCulture, $"status 0x{message.Status:X2} in a command"));
        if (message.Body.IsEmpty) return Unreadable("has no body");
        if (!terminal.TryDecrypt(message.Body.Span, out var plain)) return Unreadable("does not decrypt with the terminal's key");
        using var json = StrictJson.Open(plain, out var fault);
        if (json is null) return new CommandOutcome(ResultCode.Malformed, fault!, fault);
        return message.Command == CommandWord.PersonDelete ? Delete(json.RootElement) : Push(json.RootElement, message.Attachment);
    }

    private static CommandOutcome Unreadable(string fault) => new(ResultCode.SenderFault, fault, fault);

    private CommandOutcome Delete(JsonElement json)
    {
        if (!json.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.Number) return Unreadable("type is no number");
        if (!StrictJson.TryText(json, "user_id", out var userId, out var fault)) return Unreadable(fault!);
        if (userId.Length == 0) return Unreadable("user_id is empty");
        if (!StrictJson.TryText(json, "time", out _, out fault)) return Unreadable(fault!);
        var outcome = Fails(userId) ? Refused(userId, 1) : new CommandOutcome(ResultCode.Success, "", Persons: 1);
        log?.Delete(terminal.Sn, userId, outcome.ResultCode);
        return outcome;
    }

    private CommandOutcome Push(JsonElement json, ReadOnlyMemory<byte> attachment)
    {
        if (!json.TryGetProperty("users", out var users) || users.ValueKind != JsonValueKind.Array) return Unreadable("users is no array");
        var count = users.GetArrayLength();
        if (count is 0 or > PersonsMax) return Unreadable(string.Create(CultureInfo.InvariantCulture, $"{count} users"));
        if (!json.TryGetProperty("count", out var told) || told.ToString() != count.ToString(CultureInfo.InvariantCulture)) // D9: text or number
        {
            return Unreadable("count is not the number of users");
        }

        if (!attachment.IsEmpty && count > 1) return Unreadable("a photo in packets of its own with several users"); // D17

        var persons = new List<ReceivedPerson>(count);
        foreach (var user in users.EnumerateArray())
        {
            if (!TryReadPerson(user, attachment.Span, out var person, out var fault)) return Unreadable(fault!);
            persons.Add(person);
        }

        var bad = persons.FindIndex(person => Fails(person.UserId));
        var outcome = bad < 0 ? new CommandOutcome(ResultCode.Success, "", Persons: count) : Refused(persons[bad].UserId, count);
        foreach (var person in persons) log?.Push(terminal.Sn, person, outcome.ResultCode);
        return outcome;
    }

    private CommandOutcome Refused(string userId, int persons) => new(ResultCode.SenderFault, RefusalText(failWords, userId), Persons: persons);

    private bool Fails(string userId) => Fails(failUsers, userId);
}

/// <summary>What a terminal made of a command frame.</summary>
/// <param name="ResultCode">What it answers (§5.4).</param>
/// <param name="ResultText">The same in its own words.</param>
/// <param name="Fault">What is wrong with the command itself, so that the gateway should not have sent it; null when nothing is.</param>
/// <param name="Persons">Persons pushed or deleted in it.</param>
internal readonly record struct CommandOutcome(string ResultCode, string ResultText, string? Fault = null, int Persons = 0)
{
    /// <summary>True if the terminal did as it was told.</summary>
    public bool Succeeded => ResultCode == Codec.Bodies.ResultCode.Success;
}
