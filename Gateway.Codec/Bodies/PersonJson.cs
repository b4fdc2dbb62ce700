namespace Gateway.Codec.Bodies;

/// <summary>One person as a JSON object: <c>id</c> is in the HTTPS form only. // D22</summary>
internal static class PersonJson
{
    public static void Write(IBufferWriter<byte> output, Person person, bool withId, bool withPhoto)
    {
        output.Write("{\"user_id\":"u8);
        JsonOutput.Text(output, person.UserId);
        output.Write(",\"name\":"u8);
        JsonOutput.Text(output, person.Name);
        output.Write(",\"work_sn\":"u8);
        JsonOutput.Text(output, person.WorkSn);
        if (withId)
        {
            output.Write(",\"id\":"u8);
            JsonOutput.Text(output, person.UserId);
        }

        output.Write(",\"id_card\":"u8);
        JsonOutput.Text(output, person.IdCard);
        output.Write(",\"face_template\":"u8);
        JsonOutput.Base64Text(output, withPhoto ? person.FaceTemplate.Span : default);
        output.Write("}"u8);
    }

    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public static int Length(Person person, bool withId, bool withPhoto)
    {
        var userId = JsonOutput.TextLength(person.UserId);
        return "{\"user_id\":,\"name\":,\"work_sn\":,\"id_card\":,\"face_template\":}"u8.Length
            + userId + JsonOutput.TextLength(person.Name) + JsonOutput.TextLength(person.WorkSn) + JsonOutput.TextLength(person.IdCard)
            + (withId ? ",\"id\":"u8.Length + userId : 0)
            + JsonOutput.Base64TextLength(withPhoto ? person.FaceTemplate.Length : 0);
    }

    /// <summary>Reads the persons of the current array.</summary>
    /// <param name="input">At the array's start.</param>
    /// <param name="place">The array's name in faults; empty for a body that is the array.</param>
    /// <param name="persons">Gets the persons.</param>
    /// <param name="fault">The first that is wrong.</param>
    public static bool TryReadAll(ref JsonInput input, string place, List<Person> persons, out BodyFault fault)
    {
        fault = default;
        while (input.NextItem())
        {
            var description = TryRead(ref input, out var person);
            if (description is not null) return BodyRules.Refuse(out fault, $"{place}[{persons.Count}]{description}");
            persons.Add(person!);
        }

        return true;
    }

    /// <summary>Reads one; gives what is wrong, or null.</summary>
    private static string? TryRead(ref JsonInput input, out Person? person)
    {
        person = null;
        if (!input.IsObject) return " is not an object";
        string? userId = null, name = null, workSn = null, idCard = null, photo = null;
        while (input.NextProperty())
        {
            if (input.NameIs("user_id"u8))
            {
                if (!input.TryGetText(out userId)) return ".user_id is not text";
            }
            else if (input.NameIs("name"u8))
            {
                if (!input.TryGetText(out name)) return ".name is not text";
            }
            else if (input.NameIs("work_sn"u8))
            {
                if (!input.TryGetText(out workSn)) return ".work_sn is not text";
            }
            else if (input.NameIs("id_card"u8))
            {
                if (!input.TryGetText(out idCard)) return ".id_card is not text";
            }
            else if (input.NameIs("face_template"u8))
            {
                if (!input.TryGetText(out photo)) return ".face_template is not text";
            }
            else
            {
                input.Skip();
            }
        }

        if (string.IsNullOrWhiteSpace(userId)) return ".user_id is missing";
        var image = new byte[(photo?.Length ?? 0) / 4 * 3];
        if (!Convert.TryFromBase64String(photo ?? "", image, out var length)) return ".face_template is not Base64";
        person = new Person(userId, name ?? "", workSn, idCard, image.AsMemory(0, length));
        return null;
    }
}
