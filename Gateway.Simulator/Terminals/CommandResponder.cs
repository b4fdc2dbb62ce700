using System.IO.Enumeration;
using Gateway.Codec.Bodies;
using Gateway.Codec.Framing;
using Gateway.Simulator.Ledgers;
using Gateway.Simulator.Persons;

namespace Gateway.Simulator.Terminals;

/// <summary>Carries out what the gateway tells one terminal: takes persons in (§5.3.2) and deletes them (§5.3.4), and says what to answer.</summary>
/// <param name="failUsers">Persons whose user_id fits this pattern (* and ?) are refused; null for none.</param>
/// <param name="log">Gets everything received; null when nobody wants it.</param>
/// <param name="failWords">What it says to a refused person; null for words of its own.</param>
/// <param name="list">Who is on it: then it refuses photos that are none, and persons for whom there is no room. Null: it keeps nobody.</param>
internal sealed class CommandResponder(TerminalIdentity terminal, string? failUsers, ReceivedLog? log, string? failWords = null, PersonList? list = null)
{
    private const int PersonsMax = 20; // D17

    /// <summary>Whether a person is to be refused.</summary>
    public static bool Fails(string? failUsers, string userId) =>
        failUsers is not null && FileSystemName.MatchesSimpleExpression(failUsers, userId, ignoreCase: false);

    /// <summary>What the terminal says when it refuses a person.</summary>
    public static string RefusalText(string? failWords, string userId) => failWords ?? $"{userId}: the terminal was told to refuse";

    /// <summary>Takes a person in; gives the words with which he is refused instead, null when he is not.</summary>
    /// <param name="list">Null: nobody is kept.</param>
    public static string? Keep(PersonList? list, in ReceivedPerson person, string? failUsers, string? failWords)
    {
        if (Fails(failUsers, person.UserId)) return RefusalText(failWords, person.UserId);
        if (list is null) return null;
        if (person.IsPhotoBad) return PersonContent.BadPhoto;
        return list.TryPut(new HeldPerson(person.UserId, person.Content, person.PhotoSha256 ?? "")) ? null : PersonContent.Full;
    }

    /// <summary>Reads one person as the specification writes him, with a photo inline or the one that came in packets of its own.</summary>
    public static bool TryReadPerson(JsonElement user, ReadOnlySpan<byte> attachment, out ReceivedPerson person, out string? fault)
    {
        person = default;
        if (!StrictJson.TryText(user, "user_id", out var userId, out fault)
            || !StrictJson.TryText(user, "name", out var name, out fault)
            || !StrictJson.TryText(user, "work_sn", out var workSn, out fault)
            || !StrictJson.TryText(user, "id_card", out var idCard, out fault)
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
        var hash = PersonContent.PhotoOf(photo);
        person = new ReceivedPerson(userId, name.Length, photo.Length, hash.Length == 0 ? null : hash, !attachment.IsEmpty)
        {
            Content = PersonContent.Of(name, workSn, idCard, hash),
            IsPhotoBad = PersonContent.IsBad(photo)
        };
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
        var isRefused = list is null && Fails(failUsers, userId); // whoever has a list takes off it whom it is told to
        var outcome = isRefused ? Refused(RefusalText(failWords, userId), 1) : new CommandOutcome(ResultCode.Success, "", Persons: 1);
        if (!isRefused) list?.Delete(userId);
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

        var refusal = persons.Select(person => Keep(list, person, failUsers, failWords)).ToList().Find(static words => words is not null);
        var outcome = refusal is null ? new CommandOutcome(ResultCode.Success, "", Persons: count) : Refused(refusal, count);
        foreach (var person in persons) log?.Push(terminal.Sn, person, outcome.ResultCode);
        return outcome;
    }

    private static CommandOutcome Refused(string words, int persons) => new(ResultCode.SenderFault, words, Persons: persons);
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
