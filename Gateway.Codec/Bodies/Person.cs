namespace Gateway.Codec.Bodies;

/// <summary>A person as a terminal gets it (§5.3.2, §6.2). Personal data, so its text is masked.</summary>
/// <param name="userId">The person's id, unique in the platform.</param>
/// <param name="name">The person's name.</param>
/// <param name="workSn">The work number; the user id unless given (§5.3.2).</param>
/// <param name="idCard">The ID card's number; empty when unknown.</param>
/// <param name="faceTemplate">The image's bytes, a JPEG or PNG; empty when there is none. Base64 on the wire.</param>
public sealed class Person(string userId, string name, string? workSn = null, string? idCard = null, ReadOnlyMemory<byte> faceTemplate = default)
{
    /// <summary>The person's id, unique in the platform.</summary>
    public string UserId { get; } = userId;

    /// <summary>The person's name.</summary>
    public string Name { get; } = name;

    /// <summary>The work number.</summary>
    public string WorkSn { get; } = string.IsNullOrEmpty(workSn) ? userId : workSn;

    /// <summary>The ID card's number; empty when unknown.</summary>
    public string IdCard { get; } = idCard ?? "";

    /// <summary>The image's bytes; empty when there is none.</summary>
    public ReadOnlyMemory<byte> FaceTemplate { get; } = faceTemplate;

    /// <summary>Nothing of the person.</summary>
    public override string ToString() => "person ********";
}
