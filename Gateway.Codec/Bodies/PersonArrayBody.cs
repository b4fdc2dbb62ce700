using System.Diagnostics.CodeAnalysis;

namespace Gateway.Codec.Bodies;

/// <summary>The content of GetAddPerson (§6.2.5): an array of persons, each with its <c>id</c>. // D22</summary>
public static class PersonArrayBody
{
    /// <summary>Writes the array; all persons with their photos.</summary>
    public static void Write(IBufferWriter<byte> output, IReadOnlyList<Person> persons)
    {
        ArgumentNullException.ThrowIfNull(persons);
        output.Write("["u8);
        for (var i = 0; i < persons.Count; i++)
        {
            if (i > 0) output.Write(","u8);
            PersonJson.Write(output, persons[i], withId: true, withPhoto: true);
        }

        output.Write("]"u8);
    }

    /// <summary>The same as a new array.</summary>
    public static byte[] ToUtf8(IReadOnlyList<Person> persons) => JsonOutput.ToArray(persons, Write);

    /// <summary>Bytes that one person takes, with a comma.</summary>
    public static int PersonLength(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return PersonJson.Length(person, withId: true, withPhoto: true) + 1;
    }

    /// <summary>Reads the array, as a terminal does.</summary>
    public static bool TryRead(ReadOnlySpan<byte> json, [NotNullWhen(true)] out IReadOnlyList<Person>? persons, out BodyFault fault) =>
        JsonInput.TryRead(json, 0, Read, out persons, out fault);

    private static bool Read(ref JsonInput input, int none, out IReadOnlyList<Person>? persons, out BodyFault fault)
    {
        persons = null;
        if (!BodyRules.IsArray(ref input, out fault)) return false;
        List<Person> read = [];
        if (!PersonJson.TryReadAll(ref input, "", read, out fault)) return false;
        persons = read;
        return true;
    }
}
