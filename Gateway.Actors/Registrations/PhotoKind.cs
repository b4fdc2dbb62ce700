namespace Gateway.Actors.Registrations;

/// <summary>The photos of a registration (§4.4).</summary>
public enum PhotoKind
{
    /// <summary><c>idphoto</c>, 身份证照片: out of the ID card.</summary>
    IdPhoto,

    /// <summary><c>photo</c>, 现场人员可见光照片: taken on the spot.</summary>
    Photo,

    /// <summary><c>inf_photo</c>, 现场人员红外照片: the same in infrared; often missing (field notes).</summary>
    InfPhoto,
}
