namespace Gateway.Simulator.Soak.Load;

/// <summary>A command for one terminal.</summary>
/// <param name="UserId">Null for <c>clock.set</c>.</param>
/// <param name="Photo">Base64; null for none.</param>
internal sealed record SoakCommand(string Sn, string Id, string Type, string? UserId, string? Photo)
{
    public string Name { get; init; } = "Soak";

    /// <summary>The body of a POST (contract).</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("id", Id);
            json.WriteString("type", Type);
            if (Type == "person.delete") json.WriteString("user_id", UserId);
            if (Type == "person.push")
            {
                json.WriteStartObject("person");
                json.WriteString("user_id", UserId);
                json.WriteString("name", Name);
                if (Photo is not null) json.WriteString("face_template", Photo);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    /// <summary>Without anything personal.</summary>
    public override string ToString() => $"{Sn}/{Id}";
}
