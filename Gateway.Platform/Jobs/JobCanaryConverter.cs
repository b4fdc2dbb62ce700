using System.Text.Json.Serialization;

namespace Gateway.Platform.Jobs;

/// <summary>Reads a <see cref="JobCanary"/>: <c>5</c> or <c>"2%"</c>; what is wrong with it is the rules' to say.</summary>
internal sealed class JobCanaryConverter : JsonConverter<JobCanary>
{
    private static readonly JobCanary None = new(0, IsPercent: false);

    public override JobCanary Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.TryGetInt32(out var number) ? new JobCanary(number, IsPercent: false) : None,
        JsonTokenType.String => Percent(reader.GetString()!),
        _ => throw new JsonException(),
    };

    public override void Write(Utf8JsonWriter writer, JobCanary value, JsonSerializerOptions options) =>
        throw new NotSupportedException("A canary is shown as the number that it came to.");

    private static JobCanary Percent(string text) =>
        text.EndsWith('%') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new JobCanary(number, IsPercent: true)
            : None;
}
