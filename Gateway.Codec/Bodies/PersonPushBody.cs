using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Bodies;

/// <summary>The body of a person push (§5.3.2): <c>{"count":"2","users":[…]}</c>.</summary>
public sealed class PersonPushBody
{
    private PersonPushBody(int? count, IReadOnlyList<Person> users)
    {
        Count = count;
        Users = users;
    }

    /// <summary>What <c>count</c> says; null if it says nothing readable.</summary>
    public int? Count { get; }

    /// <summary>The persons.</summary>
    public IReadOnlyList<Person> Users { get; }

    /// <summary>Writes <paramref name="count"/> persons from <paramref name="start"/> on.</summary>
    /// <param name="output">Gets the JSON.</param>
    /// <param name="persons">Where they are.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="form">How <c>count</c> is written. // D9</param>
    /// <param name="withPhotos">False: <c>face_template</c> is left empty. // D17</param>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<Person> persons, int start, int count, PushCount form, bool withPhotos)
    {
        ArgumentNullException.ThrowIfNull(persons);
        output.Write("{\"count\":"u8);
        if (form == PushCount.Text) JsonOutput.Text(output, count.ToString(CultureInfo.InvariantCulture));
        else JsonOutput.Number(output, count);
        output.Write(",\"users\":["u8);
        for (var i = 0; i < count; i++)
        {
            if (i > 0) output.Write(","u8);
            PersonJson.Write(output, persons[start + i], withId: false, withPhotos);
        }

        output.Write("]}"u8);
    }

    /// <summary>All of them with their photos, as a new array.</summary>
    public static byte[] ToUtf8(IReadOnlyList<Person> persons, PushCount form = PushCount.Text) =>
        JsonOutput.ToArray((persons, form), static (output, body) => Write(output, body.persons, 0, body.persons.Count, body.form, withPhotos: true));

    /// <summary>Bytes that one person takes, without the comma before the next.</summary>
    public static int PersonLength(Person person, bool withPhoto)
    {
        ArgumentNullException.ThrowIfNull(person);
        return PersonJson.Length(person, withId: false, withPhoto);
    }

    /// <summary>Bytes of a body of <paramref name="count"/> persons whose <see cref="PersonLength"/>s add up to <paramref name="personsLength"/>.</summary>
    public static int Length(int count, int personsLength, PushCount form) =>
        "{\"count\":,\"users\":[]}"u8.Length + JsonOutput.NumberLength(count) + (form == PushCount.Text ? 2 : 0) + personsLength + Math.Max(0, count - 1);

    /// <summary>Reads a push, as a terminal does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out PersonPushBody? body, out BodyFault fault) =>
        JsonInput.TryRead(json, 0, Read, out body, out fault);

    private static bool Read(ref JsonInput input, int none, out PersonPushBody? body, out BodyFault fault)
    {
        body = null;
        if (!BodyRules.IsObject(ref input, out fault)) return false;
        int? count = null;
        List<Person>? users = null;
        while (input.NextProperty())
        {
            if (input.NameIs("count"u8))
            {
                input.TryGetInt(out count);
            }
            else if (input.NameIs("users"u8))
            {
                if (users is not null) return BodyRules.Refuse(out fault, "users is there twice");
                if (!input.IsArray) return BodyRules.Refuse(out fault, "users is not an array");
                users = [];
                if (!PersonJson.TryReadAll(ref input, "users", users, out fault)) return false;
            }
            else
            {
                input.Skip();
            }
        }

        if (users is null) return BodyRules.Refuse(out fault, "users is missing");
        body = new PersonPushBody(count, users);
        return true;
    }
}
